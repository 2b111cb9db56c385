use super::Tag;

/// Values by tag, kept in order of the tags.
///
/// A sorted list: a tree would be faster for very many, at several times the size of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagMap<V>(Vec<(Tag, V)>);

impl<V> Default for TagMap<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> TagMap<V> {
    fn place(&self, tag: &Tag) -> Result<usize, usize> {
        self.0.binary_search_by(|(there, _)| there.cmp(tag))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is a value at `tag`.
    pub fn contains(&self, tag: &Tag) -> bool {
        self.place(tag).is_ok()
    }

    /// The value at `tag`.
    pub fn get(&self, tag: &Tag) -> Option<&V> {
        self.place(tag).ok().map(|place| &self.0[place].1)
    }

    /// The value at `tag`, to be changed.
    pub fn get_mut(&mut self, tag: &Tag) -> Option<&mut V> {
        self.place(tag).ok().map(|place| &mut self.0[place].1)
    }

    /// Puts a value in place of any at the same tag, which is handed back.
    pub fn insert(&mut self, tag: Tag, value: V) -> Option<V> {
        match self.place(&tag) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                self.0.insert(place, (tag, value));
                None
            }
        }
    }

    /// Removes the value at `tag`, which is handed back.
    pub fn remove(&mut self, tag: &Tag) -> Option<V> {
        self.place(tag).ok().map(|place| self.0.remove(place).1)
    }

    /// Removes the first value.
    pub fn remove_first(&mut self) {
        if !self.0.is_empty() {
            self.0.remove(0);
        }
    }

    /// All tags and values in order of the tags.
    pub fn iter(&self) -> impl Iterator<Item = (&Tag, &V)> {
        self.0.iter().map(|(tag, value)| (tag, value))
    }

    /// All values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Takes the map apart.
    pub fn into_entries(self) -> Vec<(Tag, V)> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_in_order_and_are_replaced() {
        let mut map = TagMap::default();
        for tag in [3, 1, 2, 1] {
            map.insert([tag; 16], tag);
        }
        assert_eq!(map.len(), 3);
        assert_eq!(map.iter().map(|(_, value)| *value).collect::<Vec<u8>>(), [1, 2, 3]);
        assert_eq!(map.get(&[2; 16]), Some(&2));
        assert_eq!(map.get(&[4; 16]), None);
        assert_eq!((map.remove(&[2; 16]), map.remove(&[2; 16])), (Some(2), None));
        map.remove_first();
        assert!(!map.contains(&[1; 16]));
    }
}
