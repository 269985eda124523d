//! The two painters of the display list. They draw what stands in it and decide nothing.

mod pdf;
mod pixels;
mod tags;

pub(crate) use pdf::paint_pdf;
pub(crate) use pixels::paint_pixels;
