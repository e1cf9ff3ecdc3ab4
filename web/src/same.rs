use std::ops::Deref;
use std::rc::Rc;

/// Something shared that is equal only to itself: whether it is another one is told without looking into it.
#[derive(Debug)]
pub(crate) struct Same<T>(pub(crate) Rc<T>);

impl<T> Same<T> {
    /// This very one, once more.
    pub(crate) fn of(shared: &Rc<T>) -> Self {
        Self(Rc::clone(shared))
    }
}

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self::of(&self.0)
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
