//! Forms with a file. Who may not send one is told so before it is read.

use super::form::{Fields, MOST_FORM, Posted, broken, read, signed_out};
use super::shell::{Asked, Instead};
use crate::MOST_FILE;
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, web};
use bytes::{Bytes, BytesMut};
use childalert_app::Action;
use childalert_domain::Digest;
use futures_util::StreamExt;
use std::convert::Infallible;

/// What a form with a file has.
pub(super) struct Upload {
    pub posted: Posted,
    /// The file; `None`: none was chosen. An error: it is larger than it may be.
    pub file: Result<Option<Bytes>, TooLarge>,
}

/// A file is larger than it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooLarge;

impl Upload {
    /// Reads the form, and of its file no more than `most` bytes; or answers with the page that whoever sent it gets instead.
    pub async fn of(
        request: HttpRequest,
        payload: web::Payload,
        action: Action,
        most: usize,
    ) -> Result<Upload, Instead> {
        let asked = Asked::of(request).await?;
        asked.is_from_our_pages()?;
        if asked.visitor.is_none() {
            // What was typed can be kept on a page, the file cannot: it is chosen again.
            let (fields, _) = parts(&asked, payload, 0).await?;
            return Err(signed_out(asked, &fields));
        }
        let visitor = asked.visitor_who_may(Some(action))?.clone();
        let (mut fields, file) = parts(&asked, payload, most).await?;
        if let Ok(Some(file)) = &file {
            // What makes one request of a form that is sent twice covers the file too.
            fields.push(("file.sha256".to_owned(), Digest::of(file).to_string()));
        }
        Ok(Upload { posted: Posted { asked, visitor, fields }, file })
    }
}

type Parts = (Fields, Result<Option<Bytes>, TooLarge>);

async fn parts(asked: &Asked, mut payload: web::Payload, most: usize) -> Result<Parts, Instead> {
    let broken = || asked.refused(&broken());
    let kind =
        asked.request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Ok(boundary) = multer::parse_boundary(kind) else {
        // As it comes back from the page of somebody who was signed out.
        return Ok((read(asked, &mut payload).await?, Ok(None)));
    };
    let (body, whole) = body(&mut payload, most + MOST_FORM).await.map_err(|_| broken())?;
    let once = futures_util::stream::iter([Ok::<_, Infallible>(body)]);
    let mut form = multer::Multipart::new(once, boundary);
    let (mut fields, mut file) = (Fields::new(), Ok(None));
    loop {
        let part = match form.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            // Cut off within the file, which stands last: what stands before it was read.
            Err(_) if !whole => return Ok((fields, Err(TooLarge))),
            Err(_) => return Err(broken()),
        };
        let (name, is_file) = (part.name().unwrap_or_default().to_owned(), part.file_name().is_some());
        let value = match part.bytes().await {
            Ok(value) => value,
            Err(_) if !whole => return Ok((fields, Err(TooLarge))),
            Err(_) => return Err(broken()),
        };
        match is_file {
            true if value.len() > most => file = Err(TooLarge),
            // A browser sends an empty file where none was chosen.
            true if value.is_empty() => {}
            true => file = file.map(|_| Some(value)),
            false => fields.push((name, String::from_utf8_lossy(&value).into_owned())),
        }
    }
    Ok((fields, file))
}

/// The body up to a limit, and whether that is all of it. Of the rest no more than a large file is read and dropped, so that the
/// browser of whoever chose too large a one gets to see what is said about it.
async fn body(payload: &mut web::Payload, most: usize) -> Result<(Bytes, bool), PayloadError> {
    let (mut body, mut dropped) = (BytesMut::new(), 0);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk?;
        // Whatever the size of the pieces that it comes in: what fits is read.
        let (fits, rest) = chunk.split_at(chunk.len().min(most - body.len()));
        body.extend_from_slice(fits);
        dropped += rest.len();
        if dropped > MOST_FILE {
            break;
        }
    }
    Ok((body.freeze(), dropped == 0))
}
