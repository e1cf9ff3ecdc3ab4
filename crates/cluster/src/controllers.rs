//! What the controllers write: Endpoints and EndpointSlices.
