"""The hooks of {{ cookiecutter.name }}, one file a stage."""

{% for stage in cookiecutter.stages | sort %}
from {{ cookiecutter.package }}.{{ stage }} import cstools_{{ stage }}
{% endfor %}

__all__ = [{% for stage in cookiecutter.stages | sort %}"cstools_{{ stage }}"{{ ", " if not loop.last }}{% endfor %}]
