"""Run the hooks of a tool that has an environment of its own.

The core starts the environment's Python with a job folder. Tables, parameters, findings and panels
cross as files in that folder, progress as JSON lines on standard output; never as pickles. What the
tool prints or logs reaches nobody. Where the operating system can, it confines the worker to what
the tool's manifest declares.
Both sides run this core's code, and the tool's side uses only what pandas 1.5 and pandas 3 have in
common.
"""
