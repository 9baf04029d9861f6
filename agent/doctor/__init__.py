"""What is wrong with this installation, and its fix; what must be right before mail may reach anybody."""
