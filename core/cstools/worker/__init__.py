"""Run the hooks of a tool that has an environment of its own.

The core starts the environment's Python with a job folder. Tables, parameters, findings and panels
cross as files in that folder, progress and log as JSON lines on standard output; never as pickles.
Both sides run this core's code, and the tool's side uses only what pandas 1.5 and pandas 3 have in
common.
"""
