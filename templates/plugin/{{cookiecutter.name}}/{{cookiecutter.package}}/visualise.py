{% if cookiecutter.visualise %}
{% include cookiecutter.visualise ~ "/code.py" %}
{% endif %}
