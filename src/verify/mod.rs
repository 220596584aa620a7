//! Who vouches for a mail where the provider wrote no verdict: DKIM and DMARC of the raw bytes, by
//! DNS. Run by `app` before `mail`; its verdict is stored and handed in. `explain` and `replay` use
//! headers only.
//!
//! Nothing is verified here yet: such a mail is `none`, which opens nothing, commands nothing and
//! closes nothing (product.md 3; a member proves himself by answering the token he is sent).
