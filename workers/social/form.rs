//! A form with a file in it (RFC 7578), whole in memory: the permit is asked when its bytes leave, which a streaming form would
//! not allow.

use bytes::Bytes;
use childalert_jobs::Picture;
use reqwest::header::HeaderValue;
use sha2::{Digest, Sha256};

/// The form's `Content-Type` and body. `file`: the field's name and the picture. Values are text without limits; names are ours.
pub(super) fn form(fields: &[(&str, &str)], file: (&str, &Picture, &Bytes)) -> Option<(HeaderValue, Bytes)> {
    let (name, picture, bytes) = file;
    // Depends on all that is sent, so that nothing that is sent can hold it by accident or on purpose.
    let mut hash = Sha256::new();
    for (name, value) in fields {
        hash.update(name.as_bytes());
        hash.update(value.as_bytes());
    }
    hash.update(bytes);
    let boundary = format!("childalert-{:x}", hash.finalize());
    let extension = match picture.media_type.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        _ => return None,
    };
    let mut body = Vec::with_capacity(bytes.len() + 4_096);
    for (name, value) in fields {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"notice.{extension}\"\r\n\
         Content-Type: {}\r\n\r\n",
        picture.media_type
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let media_type = HeaderValue::from_str(&format!("multipart/form-data; boundary={boundary}")).ok()?;
    Some((media_type, body.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_every_byte_and_no_value_can_end_its_part() {
        let picture = Picture {
            sha256: String::new(),
            media_type: "image/png".into(),
            width: 1,
            height: 1,
            alt: String::new(),
        };
        let evil = "é\r\n--childalert-\r\nContent-Disposition: form-data; name=\"chat_id\"";
        let bytes = Bytes::from_static(b"\x89PNG\r\n\r\n--");
        let (media_type, body) = form(&[("caption", evil)], ("photo", &picture, &bytes)).unwrap();
        let boundary = media_type.to_str().unwrap().split_once("boundary=").unwrap().1.to_owned();
        let text = String::from_utf8_lossy(&body);
        let parts: Vec<&str> = text.split(&format!("--{boundary}")).collect();
        assert_eq!(parts.len(), 4, "nothing, two parts, the end");
        assert!(parts[1].ends_with(&format!("name=\"caption\"\r\n\r\n{evil}\r\n")));
        assert!(parts[2].contains("filename=\"notice.png\"\r\nContent-Type: image/png\r\n\r\n"));
        assert_eq!(parts[3], "--\r\n");
        assert!(body.windows(bytes.len()).any(|window| window == bytes));
    }

    #[test]
    fn a_file_that_is_no_picture_makes_no_form() {
        let picture = Picture {
            sha256: String::new(),
            media_type: "text/html\r\nX-Evil: 1".into(),
            width: 1,
            height: 1,
            alt: String::new(),
        };
        assert!(form(&[], ("photo", &picture, &Bytes::new())).is_none());
    }
}
