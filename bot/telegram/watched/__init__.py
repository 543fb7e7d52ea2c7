"""What a running bot tells its operator: by HTTP, to a service manager, in admins' chats."""
