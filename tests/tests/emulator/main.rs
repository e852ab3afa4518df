//! The host under AWS's runtime interface emulator, in both of its ways: one invocation after the other, and several at
//! once as on managed instances.
//!
//! A function's error is a 200 there, without the header that marks it on AWS.
#![cfg(target_os = "linux")]

mod classic;
mod concurrent;
mod function;
mod matrix;
