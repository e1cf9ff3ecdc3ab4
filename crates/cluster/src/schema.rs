//! Which fields exist: the table generated from the 1.36 schemas.
