"""Install, upgrade, repair and remove tools, each change whole or not at all."""
