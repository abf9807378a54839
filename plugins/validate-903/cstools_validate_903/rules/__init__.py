"""The rules, by subject. Importing a module declares its rules."""
