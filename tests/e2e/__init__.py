"""The main job of the platform, through the gateway, as people of several nations do it."""
