"""The command line: arguments in, exit code out. Only this package prints and reads the environment."""
