gateway! {
    crate = crate::vendor::runtime;
    HomeGateway { crate::health }
}
