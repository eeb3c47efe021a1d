"""The command line: arguments in, exit code out. It alone prints and reads the environment."""
