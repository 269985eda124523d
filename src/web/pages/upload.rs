//! Forms with a file. Who may not send one is told so before it is read.

use super::form::{Fields, MOST_FORM, Posted, broken, read, signed_out, tidy};
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
    /// The file; `None`: none was chosen.
    pub file: Result<Option<Bytes>, NoFile>,
}

/// Why there is no file, though one was chosen.
#[derive(Clone, Copy, Debug)]
pub(super) enum NoFile {
    /// It is larger than it may be.
    TooLarge,
    /// It was sent after the session had ended: what was typed was kept on a page, and a file cannot be.
    Lost,
}

/// The field that says so, in the form that comes back from that page.
const LOST: &str = "file.lost";

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
            let (mut fields, file) = parts(&asked, payload, 0).await?;
            let lost = file.is_err();
            fields.retain(|(name, _)| name != LOST);
            fields.extend(lost.then(|| (LOST.to_owned(), "yes".to_owned())));
            return Err(signed_out(asked, &fields, lost));
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

type Parts = (Fields, Result<Option<Bytes>, NoFile>);

async fn parts(asked: &Asked, mut payload: web::Payload, most: usize) -> Result<Parts, Instead> {
    let broken = || asked.refused(&broken());
    let kind =
        asked.request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Ok(boundary) = multer::parse_boundary(kind) else {
        // As it comes back from the page of somebody who was signed out.
        let fields = read(asked, &mut payload).await?;
        let lost = fields.iter().any(|(name, _)| name == LOST);
        return Ok((fields, if lost { Err(NoFile::Lost) } else { Ok(None) }));
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
            Err(_) if !whole => return Ok((fields, Err(NoFile::TooLarge))),
            Err(_) => return Err(broken()),
        };
        let (name, is_file) = (part.name().unwrap_or_default().to_owned(), part.file_name().is_some());
        let value = match part.bytes().await {
            Ok(value) => value,
            Err(_) if !whole => return Ok((fields, Err(NoFile::TooLarge))),
            Err(_) => return Err(broken()),
        };
        match is_file {
            true if value.len() > most => file = Err(NoFile::TooLarge),
            // A browser sends an empty file where none was chosen.
            true if value.is_empty() => {}
            true => file = file.map(|_| Some(value)),
            false => fields.push((name, tidy(&String::from_utf8_lossy(&value)))),
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
