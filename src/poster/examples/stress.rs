//! x
#[path = "../tests/specimen/mod.rs"]
mod specimen;
use childalert_poster::*;
fn main() {
    let photo = specimen::face();
    let mut o = specimen::order(&photo, &["fr", "nl"]);
    for n in &mut o.notices {
        n.name = "Jean-Baptiste Vandenbroucke-Delacroix".into();
        n.number_abroad = String::new();
    }
    o.notices[0].headline = "DISPARITION INQUIÉTANTE".into();
    o.notices[1].headline = "ONRUSTWEKKENDE VERDWIJNING".into();
    o.notices[0].appeal = "Marie-Élisabeth a quitté le domicile familial à vélo vers dix-sept heures et n’a plus donné de nouvelles. Si vous la voyez, n’intervenez pas vous-même et appelez immédiatement le numéro gratuit, de jour comme de nuit.".into();
    o.notices[1].appeal = "Marie-Élisabeth verliet het ouderlijk huis met de fiets rond zeventien uur en gaf sindsdien geen teken van leven. Als u haar ziet, grijp niet zelf in en bel onmiddellijk het gratis nummer, dag en nacht.".into();
    for f in &o.files {
        match render(&o, f, std::slice::from_ref(&photo)) {
            Ok(r) => std::fs::write(format!("/tmp/stress/{}", f.name), r.bytes).unwrap(),
            Err(e) => {
                for e in e {
                    eprintln!("{e}");
                }
            }
        }
    }
}
