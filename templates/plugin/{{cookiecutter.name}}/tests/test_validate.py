{% if cookiecutter.validate %}
{% include cookiecutter.validate ~ "/test.py" %}
{% endif %}
