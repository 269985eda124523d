use lapin::*;
use std::time::Duration;
fn tasks() -> usize { tokio::runtime::Handle::current().metrics().num_alive_tasks() }
#[tokio::main]
async fn main() {
    let url = std::env::var("CHILDALERT_TEST_AMQP_URL").unwrap();
    println!("start {}", tasks());
    for _ in 0..5 { let c = Connection::connect(&url, ConnectionProperties::default()).await.unwrap(); c.close(200, "x".into()).await.unwrap(); }
    tokio::time::sleep(Duration::from_secs(1)).await;
    println!("5 closed, hb default {}", tasks());
    for _ in 0..5 { let c = Connection::connect(&format!("{url}?heartbeat=2"), ConnectionProperties::default()).await.unwrap(); c.close(200, "x".into()).await.unwrap(); }
    tokio::time::sleep(Duration::from_secs(4)).await;
    println!("5 closed hb 2 {}", tasks());
    for _ in 0..5 { let c = Connection::connect(&format!("{url}?heartbeat=2"), ConnectionProperties::default()).await.unwrap(); let _ch = c.create_channel().await.unwrap(); c.close(200, "x".into()).await.unwrap(); }
    tokio::time::sleep(Duration::from_secs(4)).await;
    println!("5 closed with channel hb 2 {}", tasks());
    for _ in 0..5 { let c = Connection::connect(&format!("{url}?heartbeat=2"), ConnectionProperties::default()).await.unwrap(); drop(c); }
    tokio::time::sleep(Duration::from_secs(4)).await;
    println!("5 dropped hb 2 {}", tasks());
    for _ in 0..5 { let c = Connection::connect("amqp://127.0.0.1:1", ConnectionProperties::default()).await; assert!(c.is_err()); }
    tokio::time::sleep(Duration::from_secs(1)).await;
    println!("5 refused {}", tasks());
}
