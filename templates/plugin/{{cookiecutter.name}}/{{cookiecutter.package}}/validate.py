{% if cookiecutter.validate %}
{% include cookiecutter.validate ~ "/code.py" %}
{% endif %}
