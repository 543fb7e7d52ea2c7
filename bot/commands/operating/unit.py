"""The units for systemd: the bot, a reindex and a watch as services, and timers for the latter."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

_HIDDEN: Final = "/home /root /run/user /tmp /var/tmp".split()
"""What ProtectHome and PrivateTmp hide from a service."""

_USER: Final = """\
# A user who exists while it runs; its folder is /var/lib/nutgraf
DynamicUser=yes
User=nutgraf
StateDirectory=nutgraf
StateDirectoryMode=0700
WorkingDirectory=%S/nutgraf
UMask=0077
"""
_HARD: Final = """\
TasksMax=128
LimitNOFILE=4096
LimitCORE=0

CapabilityBoundingSet=
AmbientCapabilities=
NoNewPrivileges=yes
SystemCallArchitectures=native
# Landlock, with which a reindex forbids its own workers all files
SystemCallFilter=@system-service landlock_add_rule landlock_create_ruleset landlock_restrict_self
SystemCallFilter=~@privileged @resources @setuid
SystemCallErrorNumber=EPERM
{addresses}
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
KeyringMode=private

PrivateDevices=yes
PrivateTmp=yes
PrivateUsers=yes
DevicePolicy=closed
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
ProtectSystem=strict
"""
_ONLINE: Final = "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX"
_OFFLINE: Final = "RestrictAddressFamilies=AF_UNIX\nPrivateNetwork=yes\nIPAddressDeny=any"
_NETWORK: Final = "Wants=network-online.target\nAfter=network-online.target\n"
_BOT: Final = """\
# Readable by root alone; the bot is shown a copy, in memory
LoadCredential=token:/etc/nutgraf/token
Environment=NUTGRAF_TOKEN_FILE=%d/token
ExecStart={program} run
# The bot says when it is up, and twice a minute that it is not stuck
Type=notify
NotifyAccess=main
WatchdogSec=60
TimeoutStartSec=300
Restart=on-failure
RestartSec=5
# A token that Telegram rejects
RestartPreventExitStatus=78
TimeoutStopSec=60

MemoryMax=2G
"""
_TIMER: Final = """\
[Unit]
Description=nutgraf, {what}

[Timer]
{when}

[Install]
WantedBy=timers.target
"""


class Task(NamedTuple):
    """What a service besides the bot does, and when its timer starts it."""

    words: str
    what: str
    network: bool
    often: str
    when: str


TASKS: Final = {
    "reindex": Task(
        "reindex --no-fetch",
        "a reindex of the articles",
        network=False,
        often="a reindex every hour",
        when="OnCalendar=hourly\nPersistent=true\nRandomizedDelaySec=300",
    ),
    "feeds": Task(
        "watch --once",
        "what feeds have published",
        network=True,
        often="what feeds have published, every five minutes",
        when="OnBootSec=1min\nOnUnitInactiveSec=5min\nRandomizedDelaySec=20",
    ),
}


def bot_unit(program: str, config: Path) -> str:
    """The service that runs the bot."""
    return (
        f"[Unit]\nDescription=nutgraf, answers from news coverage on Telegram\n{_NETWORK}\n"
        f"[Service]\n{_USER}Environment=NUTGRAF_CONFIG={config}\n{_BOT.format(program=program)}"
        f"{_HARD.format(addresses=_ONLINE)}\n[Install]\nWantedBy=multi-user.target\n"
    )


def task_unit(name: str, program: str, config: Path) -> str:
    """The service that does a task once, as the bot's user, without the token."""
    task = TASKS[name]
    network = _NETWORK if task.network else ""
    return (
        f"[Unit]\nDescription=nutgraf, {task.what}\n{network}\n[Service]\nType=oneshot\n{_USER}"
        f"Environment=NUTGRAF_CONFIG={config}\nExecStart={program} {task.words}\n\n"
        f"MemoryMax=4G\n# Where memory ends, the bot goes on\nOOMScoreAdjust=500\n"
        f"{_HARD.format(addresses=_ONLINE if task.network else _OFFLINE)}"
    )


def timer_unit(name: str) -> str:
    """The timer that starts a task."""
    return _TIMER.format(what=TASKS[name].often, when=TASKS[name].when)


def obstacle(path: Path) -> str | None:
    """Why a service cannot use the path, whether what it is or what it leads to; None: it can."""
    for each in (path, path.resolve()):
        for hidden in map(Path, _HIDDEN):
            if each.is_relative_to(hidden):
                return f"{each}: below {hidden}, which is hidden from the service"
        if not all(letter.isalnum() or letter in "/._+@-" for letter in str(each)):
            return f"{each}: other signs than letters, digits and ._+@-"
    return None
