//! For each Service port: where its requests go, or why they go nowhere.
