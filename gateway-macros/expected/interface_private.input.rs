gateway_interface! {
    crate = crate::vendor::runtime;
    internal { ping }
}
