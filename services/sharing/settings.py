"""Settings of the sharing service."""

from pydantic import Field

from services.common.settings import settings_class

_Base = settings_class("sharing")
GIB = 1024**3


class SharingSettings(_Base):  # type: ignore[valid-type,misc]  # the base is made for the service's name
    """``ENTENTE_SHARING_…``.

    ``STORE``: where the bytes of attachments lie, ``file:///folder`` or ``s3://bucket/prefix``. For a store
    that speaks S3 also ``STORE_ENDPOINT`` (its URL, where it is not Amazon's), ``STORE_REGION``, and the
    secrets ``STORE_KEY`` and ``STORE_SECRET``. ``ATTACHMENT_LIMIT``: bytes of one file at most.
    """

    store: str = Field(pattern=r"^(file:///|s3://)\S+$")
    store_endpoint: str | None = None
    store_region: str = "us-east-1"
    store_key: str | None = Field(default=None, repr=False)
    store_secret: str | None = Field(default=None, repr=False)
    attachment_limit: int = Field(default=2 * GIB, ge=1024, description="bytes")
