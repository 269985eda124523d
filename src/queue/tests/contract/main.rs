//! What every queue engine owes its callers: one suite (`suite.rs`), stamped out for the engine in memory and for
//! RabbitMQ, and what only a broker can do wrong (`faults.rs`).
//!
//! The tests on RabbitMQ need a broker of their own at `CHILDALERT_TEST_AMQP_URL` and are ignored elsewhere, so that
//! a run without one does not look like a pass.

mod broker;
mod faults;
mod proxy;
mod suite;

/// Stamps out the suite with a macro that makes one test of one case.
macro_rules! contract {
    ($test:ident) => {
        $test!(a_published_job_is_delivered_as_it_was_and_once);
        $test!(no_more_deliveries_are_out_than_the_prefetch);
        $test!(a_dropped_delivery_comes_again_and_is_parked_after_the_limit);
        $test!(a_delivery_whose_handler_panicked_comes_again);
        $test!(a_job_put_off_comes_after_its_delay_and_no_failure_is_counted);
        $test!(a_parked_job_leaves_the_parked_queue_only_when_it_is_done);
        $test!(two_consumers_share_a_queue_without_doing_anything_twice);
        $test!(of_ten_thousand_jobs_none_is_lost_and_none_comes_twice);
        $test!(a_wait_that_is_given_up_loses_no_job);
        $test!(a_consumer_that_goes_leaves_its_jobs_to_the_others);
        $test!(a_measured_round_trip_accounts_for_every_job);
        $test!(an_engine_that_is_dropped_ends_its_consumers_and_still_takes_answers);
    };
}

mod in_memory {
    macro_rules! on_memory {
        ($case:ident) => {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                crate::suite::$case(Box::new(childalert_queue::MemoryQueue::new())).await;
            }
        };
    }
    contract!(on_memory);
}

mod on_rabbitmq {
    macro_rules! on_rabbitmq {
        ($case:ident) => {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs RabbitMQ: tests/run.sh starts one"]
            async fn $case() {
                let broker = crate::broker::Broker::new();
                crate::suite::$case(Box::new(broker.engine())).await;
                broker.clear().await;
            }
        };
    }
    contract!(on_rabbitmq);
}
