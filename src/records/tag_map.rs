use super::Tag;

/// Values by tag, kept in order of the tags.
///
/// A sorted list: a tree would be faster for very many, at several times the size of the code. The
/// tags lie apart from the values, so that all maps look them up by the same code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagMap<V> {
    tags: Vec<Tag>,
    values: Vec<V>,
}

impl<V> Default for TagMap<V> {
    fn default() -> Self {
        Self { tags: Vec::new(), values: Vec::new() }
    }
}

#[inline(never)]
fn place(tags: &[Tag], tag: &Tag) -> Result<usize, usize> {
    tags.binary_search(tag)
}

#[inline(never)]
fn put(tags: &mut Vec<Tag>, place: usize, tag: Tag) {
    tags.insert(place, tag);
}

impl<V> TagMap<V> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// Whether there is a value at `tag`.
    pub fn contains(&self, tag: &Tag) -> bool {
        place(&self.tags, tag).is_ok()
    }

    /// The value at `tag`.
    pub fn get(&self, tag: &Tag) -> Option<&V> {
        place(&self.tags, tag).ok().and_then(|place| self.values.get(place))
    }

    /// The value at `tag`, to be changed.
    pub fn get_mut(&mut self, tag: &Tag) -> Option<&mut V> {
        place(&self.tags, tag).ok().and_then(|place| self.values.get_mut(place))
    }

    /// Puts a value in place of any at the same tag, which is handed back.
    pub fn insert(&mut self, tag: Tag, value: V) -> Option<V> {
        match place(&self.tags, &tag) {
            Ok(place) => Some(std::mem::replace(&mut self.values[place], value)),
            Err(place) => {
                put(&mut self.tags, place, tag);
                self.values.insert(place, value);
                None
            }
        }
    }

    /// Removes the value at `tag`, which is handed back.
    pub fn remove(&mut self, tag: &Tag) -> Option<V> {
        let place = place(&self.tags, tag).ok()?;
        self.tags.remove(place);
        Some(self.values.remove(place))
    }

    /// Removes the first value.
    pub fn remove_first(&mut self) {
        if !self.is_empty() {
            self.tags.remove(0);
            self.values.remove(0);
        }
    }

    /// All tags and values in order of the tags.
    pub fn iter(&self) -> impl Iterator<Item = (&Tag, &V)> {
        self.tags.iter().zip(&self.values)
    }

    /// All values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.values.iter_mut()
    }

    /// Takes the map apart.
    pub fn into_entries(self) -> Vec<(Tag, V)> {
        self.tags.into_iter().zip(self.values).collect()
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
