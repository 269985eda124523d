//! Looking: at every world of a model, or for the shortest way to one in which a promise is broken.

use stateright::{Checker, Expectation, HasDiscoveries, Model, Property};
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Looks at every world, and holds it to every promise; the page's line on it.
pub fn look_at_all<M>(name: &str, model: M) -> String
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + Debug + Hash + PartialEq + Send + Sync + 'static,
    M::Action: Clone + Debug + PartialEq,
{
    let began = Instant::now();
    let checker = model.checker().spawn_bfs().join();
    println!("{name}: {:.1?}", began.elapsed());
    for property in checker.model().properties() {
        let path = checker.discovery(property.name);
        match (property.expectation, path) {
            (Expectation::Sometimes, None) => panic!("{name}: never seen: {}", property.name),
            (Expectation::Always | Expectation::Eventually, Some(path)) => {
                panic!("{name}: {} is broken: {:?}", property.name, path.into_actions())
            }
            _ => {}
        }
    }
    format!("| {name} | {} | {} |", thousands(checker.unique_state_count()), thousands(checker.state_count()))
}

/// A promise that is broken in some world.
pub fn broken<M>(model: M) -> Option<&'static str>
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + Hash + PartialEq + Send + Sync + 'static,
    M::Action: Clone + PartialEq,
{
    let checker = model.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let promises = checker.model().properties();
    promises
        .into_iter()
        .filter(|property| property.expectation == Expectation::Always)
        .map(|property| property.name)
        .find(|name| checker.discovery(name).is_some())
}

/// The shortest way to break one promise.
pub fn shortest<M>(model: M, promise: &'static str) -> Option<Vec<M::Action>>
where
    M: Model + Clone + Send + Sync + 'static,
    M::State: Clone + Hash + PartialEq + Send + Sync + 'static,
    M::Action: Clone + Debug + PartialEq,
{
    let mut promises = model.properties().into_iter();
    let holds =
        promises.find(|property| property.name == promise).expect("the model knows the promise").condition;
    let sought = Sought { model, holds, found: Arc::default() };
    let checker = sought.checker().finish_when(HasDiscoveries::Any).spawn_bfs().join();
    Some(checker.discovery(SOUGHT)?.into_actions())
}

const SOUGHT: &str = "sought";

/// A model that is held to one promise. The checker keeps the last of the broken worlds that it comes across in one go; the
/// first is the nearest, so after it nothing is said any more.
struct Sought<M: Model> {
    model: M,
    holds: fn(&M, &M::State) -> bool,
    found: Arc<AtomicBool>,
}

impl<M: Model> Model for Sought<M> {
    type State = M::State;
    type Action = M::Action;

    fn init_states(&self) -> Vec<M::State> {
        self.model.init_states()
    }

    fn actions(&self, world: &M::State, steps: &mut Vec<M::Action>) {
        self.model.actions(world, steps);
    }

    fn next_state(&self, world: &M::State, step: M::Action) -> Option<M::State> {
        self.model.next_state(world, step)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::<Self>::always(SOUGHT, |sought, world| {
            sought.found.load(Ordering::Relaxed)
                || (sought.holds)(&sought.model, world)
                || sought.found.swap(true, Ordering::Relaxed)
        })]
    }
}

/// A number as people read it.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut read = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            read.push(',');
        }
        read.push(digit);
    }
    read
}
