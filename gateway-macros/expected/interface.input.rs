gateway_interface! {
    /// Values by key.
    pub cache {
        get,
        get as lookup,
        /// Stores a value.
        write::set as cache_put,
        #[cfg(feature = "admin")]
        flush,
        use other_crate::eviction::evict,
        fn memoize as cache_operation_result,
    }
}
