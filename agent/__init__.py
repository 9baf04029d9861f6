"""The agent: the pipeline that joins the stages, its storage, and everything that may reach the outside."""
