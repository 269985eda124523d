//! Where requests may go: to public addresses, and where the configuration says so to others. A name is resolved here, once,
//! and what was checked is what is dialled: a name that leads elsewhere the next time is never asked a next time.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// Blocks that are not globally reachable, or not one machine's. Source: IANA IPv4 Special-Purpose Address Registry and IPv4
/// Address Space Registry (multicast, reserved), as of 2025.
const SPECIAL_V4: &[(Ipv4Addr, u8)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

/// The one block of IPv6 that is given out to networks of the Internet. Source: IANA IPv6 Global Unicast Address Assignments.
const GLOBAL_V6: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// What lies in it and is not. Source: IANA IPv6 Special-Purpose Address Registry, as of 2025: protocols (Teredo and ORCHID among
/// them), documentation, 6to4.
const SPECIAL_V6: &[(Ipv6Addr, u8)] = &[
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// The addresses behind which a translator puts one of IPv4 (RFC 6052).
const TRANSLATED: (Ipv6Addr, u8) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

/// Where requests may go.
#[derive(Clone, Debug, Default)]
pub struct Reach(Arc<Allowed>);

#[derive(Clone, Debug, Default)]
struct Allowed {
    networks: Vec<IpNet>,
    hosts: Vec<String>,
}

/// The address lies where no request may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address lies in a network that no request may go to")]
pub(super) struct OutOfReach;

impl Reach {
    /// The Internet, and these networks.
    pub fn with(networks: Vec<IpNet>) -> Reach {
        Reach(Arc::new(Allowed { networks, hosts: Vec::new() }))
    }

    /// Wherever there is.
    pub fn anywhere() -> Reach {
        let all = [IpNet::V4(Ipv4Net::default()), IpNet::V6(Ipv6Net::default())];
        Reach::with(all.to_vec())
    }

    /// And this server on the machine itself, named in the configuration as `localhost` or by its address.
    #[must_use]
    pub fn and(self, server: &Url) -> Reach {
        let mut allowed = Arc::unwrap_or_clone(self.0);
        allowed.hosts.extend(server.host_str().map(bare).map(str::to_owned));
        Reach(Arc::new(allowed))
    }

    /// Whether a request may go there, under this name.
    fn lets(&self, host: &str, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_global(address)
            || self.0.networks.iter().any(|network| network.contains(&address))
            || (address.is_loopback() && self.0.hosts.iter().any(|known| known == host))
    }

    /// Checks an address that is written as such, which nobody would resolve.
    pub(super) fn check(&self, url: &Url) -> Result<(), OutOfReach> {
        let host = url.host_str().map_or("", bare);
        match host.parse::<IpAddr>() {
            Ok(address) if !self.lets(host, address) => Err(OutOfReach),
            _ => Ok(()),
        }
    }
}

impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.clone();
        Box::pin(async move {
            let host = name.as_str();
            let found = tokio::net::lookup_host((host, 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|found| reach.lets(host, found.ip())).collect();
            match allowed.is_empty() {
                true => Err(OutOfReach.into()),
                false => Ok(Box::new(allowed.into_iter()) as Addrs),
            }
        })
    }
}

/// A host as addresses are written, without the brackets of IPv6.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            !SPECIAL_V4.iter().any(|(block, length)| Ipv4Net::new_assert(*block, *length).contains(&address))
        }
        IpAddr::V6(address) => {
            let within =
                |(block, length): &(Ipv6Addr, u8)| Ipv6Net::new_assert(*block, *length).contains(&address);
            match within(&TRANSLATED) {
                true => {
                    let [.., a, b, c, d] = address.octets();
                    is_global(IpAddr::V4(Ipv4Addr::new(a, b, c, d)))
                }
                false => within(&GLOBAL_V6) && !SPECIAL_V6.iter().any(within),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    fn address(text: &str) -> IpAddr {
        IpAddr::from_str(text).expect("an address")
    }

    #[test]
    fn what_is_not_on_the_internet_is_out_of_reach_however_it_is_written() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.31.255.255",
            "192.168.1.1",
            "198.19.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:a00:1::",
            "3fff::1",
        ] {
            assert!(!Reach::default().lets("example.org", address(inside)), "{inside}");
        }
        for outside in
            ["1.1.1.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
        {
            assert!(Reach::default().lets("example.org", address(outside)), "{outside}");
        }
    }

    #[test]
    fn a_network_is_let_in_by_name_and_the_own_machine_by_its_server_alone() {
        let own = Reach::with(vec!["10.2.0.0/16".parse().expect("a network")]);
        assert!(own.lets("pds.internal", address("10.2.3.4")));
        assert!(!own.lets("pds.internal", address("10.3.3.4")));
        let here = own.and(&Url::parse("http://[::1]:8080").expect("an address"));
        assert!(here.lets("::1", address("::1")));
        assert!(!here.lets("example.org", address("::1")), "a name that leads to this machine");
        assert!(!here.lets("::1", address("10.3.3.4")));
    }
}
