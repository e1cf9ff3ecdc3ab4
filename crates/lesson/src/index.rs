//! The list of lessons: `public/lessons/index.yaml`.

use syntax::yaml::{self, Budget, Node};

/// Every lesson, in order, in its two groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The course, from the first lesson on.
    pub course: Vec<Listed>,
    /// The clinic: something is broken, to be mended.
    pub clinic: Vec<Listed>,
}

/// A lesson as it is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The file's name without `.md`.
    pub id: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Its title in each language, by the language's tag.
    pub titles: Vec<(String, String)>,
}

impl Index {
    /// Every lesson, the course's first.
    pub fn all(&self) -> impl Iterator<Item = &Listed> {
        self.course.iter().chain(&self.clinic)
    }
}

impl Listed {
    /// The title in a language; the id where there is none.
    pub fn title(&self, language: &str) -> &str {
        let found = self.titles.iter().find(|(tag, _)| tag == language);
        found.map_or(&self.id, |(_, title)| title)
    }
}

/// Reads the list; what is no lesson in it is passed over.
pub fn read_index(text: &str) -> Index {
    let stream = yaml::read(text, Budget::default());
    let root = stream
        .documents
        .first()
        .and_then(|document| document.root.as_ref());
    let group = |key: &str| {
        let list = root.and_then(|root| root.get(key));
        let items = list.map_or(&[][..], |entry| entry.value.items());
        items.iter().filter_map(listed).collect()
    };
    Index {
        course: group("course"),
        clinic: group("clinic"),
    }
}

fn listed(node: &Node) -> Option<Listed> {
    let minutes = node.get("minutes").and_then(|entry| entry.value.as_int());
    let titles = node.entries().iter().filter_map(|entry| {
        let is_title = !matches!(&*entry.key, "id" | "minutes");
        let title = entry.value.as_str().filter(|_| is_title)?;
        Some((entry.key.to_string(), title.to_owned()))
    });
    Some(Listed {
        id: node.get("id")?.value.as_str()?.to_owned(),
        minutes: minutes
            .and_then(|minutes| u32::try_from(minutes).ok())
            .unwrap_or_default(),
        titles: titles.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_groups_in_order() {
        let index = read_index(
            "course:\n  - {id: a, minutes: 5, en: \"A\", ko: \"Ga\"}\n  - {id: b}\nclinic:\n  - {id: c, en: C}\n",
        );
        let ids: Vec<&str> = index.all().map(|listed| &*listed.id).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!(index.course[0].title("ko"), "Ga");
        assert_eq!(index.course[0].minutes, 5);
        assert_eq!(index.course[1].title("en"), "b");
    }

    #[test]
    fn what_is_no_list_is_empty() {
        assert_eq!(read_index("course: 5"), Index::default());
        assert_eq!(read_index("["), Index::default());
    }
}
