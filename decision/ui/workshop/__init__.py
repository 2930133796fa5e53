"""The facilitator's page, in parts, and what the projector shows."""
