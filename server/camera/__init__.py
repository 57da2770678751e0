"""A second camera: the agent's phone, invited by a QR code to show the same consultation from elsewhere."""

from server.camera.invitations import CameraClaim, CameraInvitations, camera_client

__all__ = ["CameraClaim", "CameraInvitations", "camera_client"]
