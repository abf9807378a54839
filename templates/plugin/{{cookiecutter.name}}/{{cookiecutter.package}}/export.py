{% if cookiecutter.export %}
{% include cookiecutter.export ~ "/code.py" %}
{% endif %}
