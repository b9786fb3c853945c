//! A dish: two steps with a wait in between, and the two ways in which a cook can go about several dishes.

use std::sync::Arc;

use tokio::time::sleep;

use super::board::Step;
use super::kitchen::Kitchen;
use crate::stage::State;
use crate::stage::work::compute;

/// One dish: two steps that need a cook, and in between a wait that needs nobody.
async fn dish(kitchen: Arc<Kitchen>, cook: u8, dish: &'static str) {
    hands_on(&kitchen, Step { cook, dish, number: 1 });
    let mut pot = kitchen.cell.lane(dish);
    let since = pot.now();
    sleep(kitchen.boil).await; // the cook is free for something else
    pot.span(State::Await, since, pot.now());
    hands_on(&kitchen, Step { cook, dish, number: 2 });
}

/// One step: keeps a worktop (a CPU) busy for a while, and takes the salt whenever another cook had it last.
fn hands_on(kitchen: &Kitchen, step: Step) {
    kitchen.board.write(step);
    let mut lane = kitchen.cell.lane(step.dish);
    let mut stir = || {
        kitchen.salt.take(step.cook);
        lane.busy(State::Run);
    };
    compute(kitchen.step, kitchen.closing, &mut stir);
    while kitchen.salt.handovers() < kitchen.passes && !kitchen.patience.passed() {
        stir();
    }
}

/// All dishes of a menu: while one is left alone, the cook begins the next.
pub(super) async fn in_between(kitchen: Arc<Kitchen>, cook: u8, menu: &[&'static str]) {
    let dishes: Vec<_> = menu.iter().map(|name| tokio::spawn(dish(kitchen.clone(), cook, name))).collect();
    for dish in dishes {
        dish.await.unwrap_or_default();
    }
}

/// All dishes of a menu: the cook stands beside each until it is done.
pub(super) async fn one_by_one(kitchen: Arc<Kitchen>, cook: u8, menu: &[&'static str]) {
    for name in menu {
        dish(kitchen.clone(), cook, name).await;
    }
}
