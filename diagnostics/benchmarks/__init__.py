"""How fast MgCDS is: measurements beside their references, for `manage.py bench`. No part of the application."""
