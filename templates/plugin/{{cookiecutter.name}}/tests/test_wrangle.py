{% if cookiecutter.wrangle %}
{% include cookiecutter.wrangle ~ "/test.py" %}
{% endif %}
