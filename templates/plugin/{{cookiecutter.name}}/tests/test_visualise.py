{% if cookiecutter.visualise %}
{% include cookiecutter.visualise ~ "/test.py" %}
{% endif %}
