//! Options as they are read: their sensitivities, their chain and their surface.

pub mod chain;
pub mod greeks;
pub mod surface;
