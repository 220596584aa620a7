//! Every value a configuration need not name, in one place (contracts.md 4, product.md 4).
