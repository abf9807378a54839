{% if cookiecutter.wrangle %}
{% include cookiecutter.wrangle ~ "/code.py" %}
{% endif %}
