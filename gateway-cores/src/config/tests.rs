mod changes;
mod fetching;
mod reference;
mod sources;
