"""What lies where in a wheel; all else about it stands in pyproject.toml.

`nutgraf` is kept in bot/nutgraf/ and stands at the top of a wheel. The samples stand at the top
of the repository and lie in a wheel's bot/, so that they meet nobody else's `seeds`.
"""

from setuptools import find_namespace_packages, setup

setup(
    packages=[
        *find_namespace_packages(
            include=["bot", "bot.*", "retrieval", "retrieval.*"], exclude=["bot.nutgraf"]
        ),
        "bot.seeds",
        "nutgraf",
    ],
    package_dir={"bot.seeds": "seeds", "nutgraf": "bot/nutgraf"},
)
