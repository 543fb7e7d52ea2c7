"""Why a question is not answered, what stands near it, and what is answered instead."""
