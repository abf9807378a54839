"""Make the project of a new tool from a template, and tell later what the template changed."""
