"""The rules, one a module; the module's name is the rule's id."""
