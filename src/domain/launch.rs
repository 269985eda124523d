//! All that must be true before anything is published, asked in one place, and everything that is missing named at once.

use crate::consent::{child_not_asked, coverage};
use crate::draft::age_refusal;
use crate::{
    CampaignMove, CampaignState, Case, Concertation, Consent, ConsentDenied, Decision, Declaration, Override,
    Proof, Refusal, Rule, eligible,
};
use chrono::{DateTime, NaiveDate, Utc};

/// What the rules look at. `now` is the moment, `today` the date in the country.
pub struct Dossier<'a> {
    /// The file.
    pub case: &'a Case,
    /// The police declaration.
    pub declaration: Option<&'a Declaration>,
    /// Consents, withdrawn ones included.
    pub consents: &'a [Consent],
    /// Refusals, and those who could not be asked.
    pub denials: &'a [ConsentDenied],
    /// Overrides, those for other campaigns of the case included.
    pub overrides: &'a [Override],
    /// Who was heard.
    pub concertation: &'a Concertation,
    /// Where the campaign stands.
    pub state: CampaignState,
    /// Whether it is launched or updated.
    pub moved: CampaignMove,
    /// The newest frozen proof.
    pub proof: Option<&'a Proof>,
    /// The newest decision.
    pub decision: Option<&'a Decision>,
    /// When the person may not be searched for any more.
    pub no_longer: Option<DateTime<Utc>>,
    /// The moment.
    pub now: DateTime<Utc>,
    /// The date in the country.
    pub today: NaiveDate,
}

/// Leave to launch, until when. Only [`launch`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct LaunchLeave {
    until: DateTime<Utc>,
}

impl LaunchLeave {
    /// When the mandate ends.
    pub fn until(&self) -> DateTime<Utc> {
        self.until
    }
}

/// Whether the campaign may go out now. Lists *all* that is missing.
pub fn launch(dossier: &Dossier<'_>) -> Result<LaunchLeave, Vec<Refusal>> {
    // What is over stays over: nothing else would help.
    if dossier.state.retracted() {
        let refused = dossier.state.after(dossier.moved).err();
        return Err(refused.map(Refusal::from).into_iter().collect());
    }
    let mut refusals = Vec::new();
    let case = dossier.case;
    if let Err(more) = eligible(case, dossier.today) {
        refusals.extend(more);
    }
    match dossier.declaration {
        None => refusals.push(Refusal::at(Rule::DECLARATION, "declaration", "")),
        Some(declaration) if declaration.verification.is_none() => {
            refusals.push(Refusal::at(Rule::DECLARATION_UNVERIFIED, "declaration.verification", ""));
        }
        Some(_) => {}
    }
    let worrying = case.worrying(dossier.today);
    if worrying && case.cell_told_at.is_none() {
        refusals.push(Refusal::at(Rule::CELL_NOT_TOLD, "cell_told_at", ""));
    }
    if case.foreign_request.as_ref().is_some_and(|request| !request.announced(dossier.now)) {
        refusals.push(Refusal::at(Rule::FOREIGN_NOTICES, "foreign_request", ""));
    }
    // A Child Alert is weighed with the Cell, worrying or not (P 2.3.3.3).
    let child_alert = dossier.proof.is_some_and(|proof| proof.content().kind == crate::Kind::ChildAlert);
    refusals.extend(dossier.concertation.refusals(worrying || child_alert));
    let decided = dossier.decision.filter(|decision| decision.act.lets_out());
    match dossier.proof {
        None => refusals.push(Refusal::at(Rule::NO_PROOF, "proof", "")),
        Some(proof) => {
            let content = proof.content();
            let required = decided.is_some_and(|decision| {
                decision.act == crate::DecisionAct::Require && decision.digest == proof.digest()
            });
            if !required {
                let (campaign, wanted) = (content.campaign, content.scope());
                refusals.extend(child_not_asked(
                    case.person.age_on(dossier.today),
                    dossier.consents,
                    dossier.denials,
                    dossier.overrides,
                    campaign,
                ));
                refusals.extend(coverage(
                    dossier.consents,
                    dossier.denials,
                    dossier.overrides,
                    campaign,
                    &wanted,
                    dossier.now,
                ));
            }
            refusals.extend(content.kind.refusals(&content.channels));
            refusals.extend(content.kind.case_refusal(case));
            refusals.extend(content.kind.area_refusal(&content.area));
            // What was extended since may be out for longer than its draft asked for.
            if content.until <= dossier.now && decided.is_none_or(|decision| decision.until <= dossier.now) {
                refusals.push(Refusal::at(Rule::PERIOD_PAST, "until", content.until.to_rfc3339()));
            }
            refusals.extend(age_refusal(content.until, dossier.no_longer));
            match decided {
                None => refusals.push(Refusal::at(Rule::NO_DECISION, "decision", "")),
                Some(decision) if decision.digest != proof.digest() => {
                    refusals.push(Refusal::at(Rule::OLD_DIGEST, "decision", proof.digest().to_string()));
                }
                Some(decision) if decision.until <= dossier.now => {
                    refusals.push(Refusal::at(
                        Rule::DECISION_PERIOD,
                        "decision",
                        decision.until.to_rfc3339(),
                    ));
                }
                Some(_) => {}
            }
        }
    }
    // The state is named only where nothing more useful was: a draft without a proof says "no proof", not "is a draft".
    if refusals.is_empty()
        && let Err(refused) = dossier.state.after(dossier.moved)
    {
        refusals.push(refused.into());
    }
    match (refusals.is_empty(), decided) {
        (true, Some(decision)) => Ok(LaunchLeave { until: decision.until }),
        _ => Err(refusals),
    }
}
