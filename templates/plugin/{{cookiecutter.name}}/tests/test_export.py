{% if cookiecutter.export %}
{% include cookiecutter.export ~ "/test.py" %}
{% endif %}
