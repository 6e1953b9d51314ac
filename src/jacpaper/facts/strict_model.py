"""What all parts of the model share."""

from pydantic import BaseModel, ConfigDict


class StrictModel(BaseModel):
    """What all parts share: nothing unknown, nothing converted, nothing changed later."""

    # Deferred: a file's checker is built once, with all that is in it, not part by part.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)
