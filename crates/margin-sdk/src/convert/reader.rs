//! A JavaScript value, read as what is expected there.
//!
//! Stricter than `serde_wasm_bindgen`'s own reader, which passes over fields that it does not know: a misspelt `mode`
//! would make an isolated position a cross one. A field that is `undefined` is absent, as TypeScript has it. NaN and
//! the infinities are numbers here; it is the engine that refuses them.

use crate::convert::misfit::{Misfit, Type};
use js_sys::{Array, Object, Symbol};
use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The largest number up to which every whole number is exact.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_991.0;

/// A value that is about to be read.
pub(super) struct Reader {
    value: JsValue,
}

impl Reader {
    pub(super) fn new(value: JsValue) -> Self {
        Self { value }
    }

    fn found(&self) -> Type {
        if self.value.is_null() || self.value.is_undefined() {
            Type::Null
        } else if self.value.as_bool().is_some() {
            Type::Boolean
        } else if self.value.as_f64().is_some() {
            Type::Number
        } else if self.value.is_string() {
            Type::Text
        } else if Array::is_array(&self.value) {
            Type::List
        } else if self.value.is_object() && !Symbol::iterator().js_in(&self.value) {
            Type::Object
        } else {
            Type::Other
        }
    }

    fn instead_of<T>(&self, expected: Type) -> Result<T, Misfit> {
        Err(Misfit::wrong_type(expected, self.found()))
    }

    fn whole<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value.as_f64() {
            Some(number) if number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE => visitor.visit_i64(number as i64),
            _ => self.instead_of(Type::WholeNumber),
        }
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value.as_string() {
            Some(text) => visitor.visit_string(text),
            None => self.instead_of(Type::Text),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value.dyn_ref::<Array>() {
            Some(list) => visitor.visit_seq(Elements { list: list.clone(), next: 0 }),
            None => self.instead_of(Type::List),
        }
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.found() {
            Type::Object => visitor.visit_map(Fields::of(&self.value)),
            _ => self.instead_of(Type::Object),
        }
    }
}

/// Whatever the visitor asks for, of which the engine's types use texts, numbers, lists, objects and choices.
impl<'de> Deserializer<'de> for Reader {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.found() {
            Type::Boolean => visitor.visit_bool(self.value.is_truthy()),
            Type::Number | Type::WholeNumber => self.deserialize_f64(visitor),
            Type::Text | Type::Choice => self.text(visitor),
            Type::List => self.list(visitor),
            Type::Object => self.object(visitor),
            Type::Null | Type::Other => visitor.visit_unit(),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value.as_f64() {
            Some(number) => visitor.visit_f64(number),
            None => self.instead_of(Type::Number),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.whole(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.text(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.object(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.object(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.found() {
            Type::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    /// A name, or an object of one field that is named so, as serde writes choices.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if let Some(name) = self.value.as_string() {
            return visitor.visit_enum(Choice { name, with: With::Nothing });
        }
        match self.found() {
            Type::Object => match Fields::of(&self.value).only() {
                Some((name, value)) => visitor.visit_enum(Choice { name, with: With::Value(value) }),
                None => self.instead_of(Type::Choice),
            },
            _ => self.instead_of(Type::Choice),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u64 f32 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// A list's elements, in order.
struct Elements {
    list: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let index = self.next;
        if index >= self.list.length() {
            return Ok(None);
        }
        self.next += 1;
        let read = seed.deserialize(Reader::new(self.list.get(index)));
        read.map(Some).map_err(|misfit| misfit.within_element(index))
    }
}

/// An object's own fields, in its order, without those that are undefined.
struct Fields {
    fields: std::vec::IntoIter<(String, JsValue)>,
    value: Option<(String, JsValue)>,
}

impl Fields {
    fn of(object: &JsValue) -> Self {
        let entries = Object::entries(object.unchecked_ref());
        let pairs = entries.iter().map(|entry| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string().unwrap_or_default(), entry.get(1))
        });
        let fields: Vec<_> = pairs.filter(|(_, value)| !value.is_undefined()).collect();
        Self { fields: fields.into_iter(), value: None }
    }

    /// The field, where there is exactly one.
    fn only(mut self) -> Option<(String, JsValue)> {
        let first = self.fields.next()?;
        self.fields.next().is_none().then_some(first)
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.fields.next() else {
            return Ok(None);
        };
        let (name, _) = self.value.insert((name, value));
        seed.deserialize(StringDeserializer::new(name.clone())).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        let (name, value) = self.value.take().unwrap_or_default();
        seed.deserialize(Reader::new(value)).map_err(|misfit| misfit.within_field(name))
    }
}

/// One of several named cases, alone or with a value.
struct Choice {
    name: String,
    with: With,
}

enum With {
    Nothing,
    Value(JsValue),
}

impl<'de> EnumAccess<'de> for Choice {
    type Error = Misfit;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Misfit> {
        let case = seed.deserialize(StringDeserializer::new(self.name.clone()))?;
        Ok((case, self))
    }
}

impl Choice {
    /// Reads the value; a case that needs one is written as an object.
    fn value<T>(self, read: impl FnOnce(Reader) -> Result<T, Misfit>) -> Result<T, Misfit> {
        match self.with {
            With::Value(value) => read(Reader::new(value)).map_err(|misfit| misfit.within_field(self.name)),
            With::Nothing => Err(Misfit::wrong_type(Type::Object, Type::Text)),
        }
    }
}

impl<'de> VariantAccess<'de> for Choice {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self.with {
            With::Nothing => Ok(()),
            With::Value(_) => Err(Misfit::wrong_type(Type::Text, Type::Object)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        self.value(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.value(|reader| reader.list(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Misfit> {
        self.value(|reader| reader.object(visitor))
    }
}
